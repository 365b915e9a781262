namespace AgentGateway.Domain.Sessions;

/// <summary>Start the phase, or take it over after a crash, and attend to it until its end.</summary>
public sealed record RunPhase(string Key, int Run, SessionPhase Phase) : Effect(Key);

/// <summary>End what runs in the terminal.</summary>
public sealed record StopPhase(string Key, int Run, SessionPhase Phase, bool Force) : Effect(Key);

/// <summary>The phase's time is over then.</summary>
public sealed record ExpirePhase(
    string Key, DateTimeOffset Deadline, int Run, SessionPhase Phase, Failure Failure) : Effect(Key, Deadline);

/// <summary>End the processes that a lost run left.</summary>
public sealed record ReapOrphans(string Key, SessionChild? Child) : Effect(Key);

/// <summary>
/// Post a notice to the session's thread. Only the first notice is pending, so that they come in order.
/// </summary>
public sealed record TellThread(string Key, string Text) : Effect(Key);

/// <summary>Delete the files of a removed session.</summary>
public sealed record ForgetSession(string Key) : Effect(Key);
