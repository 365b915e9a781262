using AgentGateway.Agents.Providers;

namespace AgentGateway.Agents.Models;

/// <summary>
/// How far a model may go in one turn: the settings <c>Turns</c>. Units are the last word of each name.
/// </summary>
public sealed class TurnLimits
{
    /// <summary>Steps of the model, each with any number of tool calls.</summary>
    public int StepsMax { get; set; } = 24;

    /// <summary>Input and output of all steps together.</summary>
    public long TokensMax { get; set; } = 400_000;

    /// <summary>From the start of the turn to its end, waiting for the provider included.</summary>
    public double SecondsMax { get; set; } = 900;

    /// <summary>From a request to the first sign of an answer; models that think say nothing meanwhile.</summary>
    public double FirstSecondsMax { get; set; } = 300;

    /// <summary>Without a sign in the middle of an answer.</summary>
    public double IdleSecondsMax { get; set; } = 60;

    /// <summary>What a model may write in one step, its thoughts included.</summary>
    public int OutputTokensMax { get; set; } = 8_192;

    /// <summary>How much of a model's window is used, however large it is: every step is paid for in full.</summary>
    public int WindowTokensMax { get; set; } = 200_000;

    /// <summary>How often a failed step is tried again.</summary>
    public int RetriesMax { get; set; } = 4;

    /// <summary>The first wait before trying again; each further one is twice as long.</summary>
    public double RetryDelaySeconds { get; set; } = 1;

    /// <summary>The longest such wait. A provider that asks for more fails the turn at once.</summary>
    public double RetryDelaySecondsMax { get; set; } = 30;

    /// <summary>
    /// What a model may write in one step: no more than a quarter of its window, so that it also has something to
    /// answer.
    /// </summary>
    internal int OutputTokens(ModelChoice choice) => Math.Min(OutputTokensMax, Math.Max(256, choice.WindowTokens / 4));

    /// <summary>What a prompt may fill of that model's window.</summary>
    internal int WindowTokens(ModelChoice choice) =>
        Math.Min(choice.WindowTokens, WindowTokensMax) - OutputTokens(choice);
}
