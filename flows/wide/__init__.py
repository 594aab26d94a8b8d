"""Wider than one machine: task runners over a cluster, and folders that lie in an object store."""
