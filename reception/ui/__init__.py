"""The screens: the only place that knows Qt."""

from reception.ui.immortal import keep_singletons

keep_singletons()
