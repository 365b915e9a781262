namespace AgentGateway.Domain.Sessions;

/// <summary>The phase is to be started, or taken over after a crash, and attended to its end.</summary>
public sealed record RunPhase(string Key, int Run, SessionPhase Phase) : Effect(Key);

/// <summary>What is in the terminal is to be ended.</summary>
public sealed record StopPhase(string Key, int Run, SessionPhase Phase, bool Force) : Effect(Key);

/// <summary>The phase's time is over then.</summary>
public sealed record ExpirePhase(
    string Key, DateTimeOffset Deadline, int Run, SessionPhase Phase, Failure Failure) : Effect(Key, Deadline);

/// <summary>What a lost run left is to be ended.</summary>
public sealed record ReapOrphans(string Key, SessionChild? Child) : Effect(Key);

/// <summary>
/// A notice is to be posted to the session's thread. Only the first one is pending, so that they come in order.
/// </summary>
public sealed record TellThread(string Key, string Text) : Effect(Key);

/// <summary>The files of a removed session are to be deleted.</summary>
public sealed record ForgetSession(string Key) : Effect(Key);
