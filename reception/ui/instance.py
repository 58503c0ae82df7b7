"""One window a data folder: the second start raises the first window and goes away."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QLockFile, QObject, Signal, Slot
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from reception.paths import DataFolder

CONNECT_MS = 500


class Instance(QObject):
    """Holds the folder's lock; `raised` when another start asks for the window.

    The lock names its process, so that one left by a power cut is taken over.
    """

    raised = Signal()

    def __init__(self, folder: DataFolder, parent: QObject | None = None) -> None:
        super().__init__(parent)
        digest = hashlib.sha256(str(folder.root.resolve()).encode()).hexdigest()[:16]
        self._name = f"reception-{digest}"
        self._lock = QLockFile(str(folder.lock))
        self._lock.setStaleLockTime(0)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._asked)

    def acquire(self) -> bool:
        """Be the one; False where another one is."""
        if not self._lock.tryLock(0):
            return False
        QLocalServer.removeServer(self._name)  # left by a crash; safe while the lock is ours
        self._server.listen(self._name)
        return True

    @property
    def is_hindered(self) -> bool:
        """Whether it was no other window but the folder itself that refused the lock."""
        return self._lock.error() == QLockFile.LockError.PermissionError

    def raise_first(self) -> bool:
        """Bring the window of the other one to the front; False where it does not answer."""
        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if not socket.waitForConnected(CONNECT_MS):
            return False
        socket.write(b"raise")
        socket.waitForBytesWritten(CONNECT_MS)
        socket.disconnectFromServer()
        return True

    def release(self) -> None:
        """Let go of the folder."""
        self._server.close()
        self._lock.unlock()

    @Slot()
    def _asked(self) -> None:
        socket = self._server.nextPendingConnection()
        socket.disconnected.connect(socket.deleteLater)
        self.raised.emit()
