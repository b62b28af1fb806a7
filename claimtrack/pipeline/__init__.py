"""From a policy page to a report: what the command line and importers of claimtrack call."""
