namespace AgentGateway.Domain.CommandQueues;

/// <summary>How a command ended.</summary>
/// <param name="ExitCode">Null when it has none: then <paramref name="Reason"/> says why.</param>
/// <param name="Reason">A stable word, such as <c>interrupted</c>; null for an end as usual.</param>
/// <param name="FromOffset">Where its output begins in that of its session, behind the echo of what was typed.</param>
/// <param name="ToOffset">One past its last byte.</param>
public sealed record CommandResult(int? ExitCode, string? Reason, long FromOffset, long ToOffset, long DurationMs);
