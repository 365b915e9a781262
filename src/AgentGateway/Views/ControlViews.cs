namespace AgentGateway.Views;

/// <summary>The answer to a call whose work was in its progress.</summary>
internal sealed record NothingView;

/// <param name="Pid">The process that is about to end.</param>
internal sealed record StoppingView(bool Stopping, int Pid);

/// <param name="Position">Where the events end that were told.</param>
internal sealed record EventsEndView(long Position);

/// <summary>An event as <c>agw events</c> tells it; its data is not read here.</summary>
internal sealed record EventView(
    long Position, string Stream, long Version, DateTimeOffset At, string Actor, string Type);

/// <summary>A session that a person was attached to.</summary>
internal sealed record AttachedView(string SessionId, string? Name, string Backend, bool ReadOnly);

/// <summary>A session that has printed, or is in the list in another way.</summary>
/// <param name="SessionId">Null for all of them.</param>
/// <param name="Listed">Whether the list of sessions may say something else.</param>
/// <param name="Printed">Whether the session's screen may be another.</param>
internal sealed record SessionChangeView(string? SessionId, bool Listed, bool Printed);

/// <summary>Where a person's own tmux finds a session.</summary>
internal sealed record SessionTmuxView(string Socket, string Target);

/// <summary>Bytes that are sent in pieces.</summary>
internal sealed record PieceView(byte[] Base64);
