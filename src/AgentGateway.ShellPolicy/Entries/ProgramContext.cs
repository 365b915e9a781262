using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Judging;
using AgentGateway.ShellPolicy.State;

namespace AgentGateway.ShellPolicy.Entries;

/// <summary>What a program's words are read with.</summary>
internal sealed record ProgramContext(ShellMachine Machine, Findings Findings, PathJudge Paths, InnerCommands Inner)
{
    /// <summary>Reads a text that a shell runs, without input.</summary>
    public void Script(string text, ShellState state) => Inner.Script(text, state, ShellInput.Terminal);
}
