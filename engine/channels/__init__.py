"""Channels: what comes in from outside, each message an event that rules may listen to."""
