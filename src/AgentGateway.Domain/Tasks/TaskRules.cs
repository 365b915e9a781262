namespace AgentGateway.Domain.Tasks;

/// <summary>What tasks are decided by, besides their own state: limits and pauses of the settings.</summary>
/// <param name="WorkCharactersMax">Of a prompt, a command or arguments.</param>
/// <param name="RetryDelay">Before the first retry; it doubles with each.</param>
public sealed record TaskRules(
    int TitleCharactersMax, int WorkCharactersMax, int DependenciesMax, int RetriesMax, TimeSpan RetryDelay,
        TimeSpan RetryDelayMax)
{
    /// <summary>How often a repeatable run is repeated after crashes, before the task is blocked.</summary>
    public const int CrashesMax = 3;

    /// <summary>Notices that wait for their thread; of more the oldest are dropped.</summary>
    public const int NoticesMax = 16;

    /// <summary>Ends of asks that a run remembers; more than it is asked about.</summary>
    public const int ReleasedKeptMax = 32;

    public static TaskRules Default { get; } = new(
        200, 100_000, 100, 20, TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(10));
}
