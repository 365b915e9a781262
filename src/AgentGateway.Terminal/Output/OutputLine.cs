namespace AgentGateway.Terminal.Output;

/// <summary>A line of output as it is searched: plain, redacted, with where and when.</summary>
/// <param name="Offset">Where its first byte stands in the raw output.</param>
/// <param name="Severity">A guess from the words in it.</param>
public sealed record OutputLine(
    long Offset, DateTimeOffset At, OutputStream Stream, LineSeverity Severity, string Text);

/// <summary>Where a line came from. A terminal makes one stream of output and errors.</summary>
public enum OutputStream
{
    /// <summary>Printed by what runs in the terminal.</summary>
    Terminal,

    /// <summary>Sent to it.</summary>
    Input,

    /// <summary>A remark of the daemon, such as a gap.</summary>
    Note,

    /// <summary>Printed as an error by a program without a terminal.</summary>
    Errors,
}

/// <summary>How bad a line sounds.</summary>
public enum LineSeverity
{
    Debug,
    Info,
    Warning,
    Error,
}
