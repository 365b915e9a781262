namespace AgentGateway.Domain.Threads;

/// <summary>
/// How far the file of a conversation was read, so that the next import begins there. Such files only grow.
/// </summary>
/// <param name="Offset">The byte behind the last line that was read.</param>
/// <param name="Digest">Of the bytes before it, by which a file that was rewritten since is noticed.</param>
public sealed record ImportMark(long Offset, string Digest);
