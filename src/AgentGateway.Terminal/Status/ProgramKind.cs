namespace AgentGateway.Terminal.Status;

/// <summary>How much is known of a program's behaviour.</summary>
public enum ProgramKind
{
    /// <summary>An agent, whose screen tells all.</summary>
    Agent,

    /// <summary>A shell, of which the process tells whether it waits for a line.</summary>
    Shell,

    /// <summary>A program that reads lines of a language.</summary>
    Repl,

    /// <summary>An editor or a pager: its screen shows foreign text, from which nothing is concluded.</summary>
    Viewer,

    /// <summary>Rules for programs that are not known.</summary>
    Any,
}
