using AgentGateway.Domain.Tasks;

namespace AgentGateway.Runtime.Tasks;

/// <summary>The limits of tasks: the settings <c>Tasks</c>.</summary>
public sealed class TaskOptions
{
    /// <summary>Tasks that may run at once. One that waits for a person does not count.</summary>
    public int RunningMax { get; set; } = 16;

    /// <summary>Of these, for one agent.</summary>
    public int RunningPerAgentMax { get; set; } = 4;

    /// <summary>Of these, in one workspace.</summary>
    public int RunningPerWorkspaceMax { get; set; } = 4;

    /// <summary>
    /// After so many seconds of waiting a task stands as one of the next higher priority that comes then.
    /// </summary>
    public int AgingSeconds { get; set; } = 300;

    /// <summary>
    /// The pause before the first retry, in seconds; it doubles with each, and varies by half of it either way.
    /// </summary>
    public double RetrySeconds { get; set; } = TaskRules.Default.RetryDelay.TotalSeconds;

    public double RetrySecondsMax { get; set; } = TaskRules.Default.RetryDelayMax.TotalSeconds;

    public int RetriesMax { get; set; } = TaskRules.Default.RetriesMax;

    public int DependenciesMax { get; set; } = TaskRules.Default.DependenciesMax;

    public int TitleCharactersMax { get; set; } = TaskRules.Default.TitleCharactersMax;

    /// <summary>Characters of a prompt, a command or arguments.</summary>
    public int WorkCharactersMax { get; set; } = TaskRules.Default.WorkCharactersMax;

    /// <summary>Characters of a result; of a longer one beginning and end are kept.</summary>
    public int ResultCharactersMax { get; set; } = 32_000;

    /// <summary>How long a command without session may take where the task does not say, in seconds.</summary>
    public double CommandSeconds { get; set; } = 3600;

    internal TaskRules Rules() => new(
        TitleCharactersMax, WorkCharactersMax, DependenciesMax, RetriesMax, TimeSpan.FromSeconds(RetrySeconds),
            TimeSpan.FromSeconds(RetrySecondsMax));
}
