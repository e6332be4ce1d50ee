"""What a condition may see, gathered: record, before, actor, input, related records, sets, parameters, now."""
