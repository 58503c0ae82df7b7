"""The desk under a real X server: keys of xdotool, a Russian layout, a scanner that only types."""
