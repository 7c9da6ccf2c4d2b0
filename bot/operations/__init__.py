"""The subcommands of `samhandling`: one file each, or one for those that belong together."""
