using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that keep terminals.</summary>
internal static class Terminals
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("tmux screen") { Wraps = true, TakesScripts = true, Reaches = "it reaches into other terminals" },
        new("dtach abduco zellij") { Wraps = true },
    ];
}
