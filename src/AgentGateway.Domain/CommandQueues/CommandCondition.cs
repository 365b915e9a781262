using System.Diagnostics;
using System.Globalization;

namespace AgentGateway.Domain.CommandQueues;

/// <summary>How every command that another one depends on must have ended, so that the other may run.</summary>
/// <param name="ExitCode">For <see cref="ConditionKind.Exit"/>: the code.</param>
public readonly record struct CommandCondition(ConditionKind Kind, int ExitCode = 0)
{
    private const string ExitPrefix = "exit:";
    private const int ExitCodeMax = 255;

    /// <summary><c>success</c>, <c>failure</c>, <c>always</c> or <c>exit:N</c>; null for any other text.</summary>
    public static CommandCondition? Parse(string text) => text switch
    {
        "success" => new(ConditionKind.Success),
        "failure" => new(ConditionKind.Failure),
        "always" => new(ConditionKind.Always),
        _ when text.StartsWith(ExitPrefix, StringComparison.Ordinal)
            && int.TryParse(
                text.AsSpan(ExitPrefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var code)
            && code <= ExitCodeMax => new(ConditionKind.Exit, code),
        _ => null,
    };

    /// <summary>
    /// Whether a command that ended so lets the other one run. One that never ran, or whose end is unknown, neither
    /// succeeded nor failed.
    /// </summary>
    public bool IsMetBy(EndedCommand ended) => Kind switch
    {
        ConditionKind.Success => ended.State == CommandState.Succeeded,
        ConditionKind.Failure => ended.State == CommandState.Failed,
        ConditionKind.Always => true,
        ConditionKind.Exit => ended.ExitCode == ExitCode,
        _ => throw new UnreachableException(),
    };

    public override string ToString() => Kind switch
    {
        ConditionKind.Success => "success",
        ConditionKind.Failure => "failure",
        ConditionKind.Always => "always",
        _ => string.Create(CultureInfo.InvariantCulture, $"{ExitPrefix}{ExitCode}"),
    };
}

/// <summary>The kinds of conditions. New members go to the end: what is stored leaves the first one out.</summary>
public enum ConditionKind
{
    Success,
    Failure,
    Always,
    Exit,
}
