using AgentGateway.ShellPolicy.State;

namespace AgentGateway.ShellPolicy.Entries;

/// <summary>One command as it would be started.</summary>
/// <param name="Name">The name of the program, without a directory.</param>
/// <param name="Words">The program as it is called, and its arguments: at least one word.</param>
/// <param name="State">The shell that starts it; what a builtin changes is changed there.</param>
/// <param name="Wrapped">Another program runs it; where its words begin may be a guess.</param>
internal sealed record ProgramCall(
    string Name, IReadOnlyList<string> Words, ShellState State, ShellInput Input, bool Wrapped)
{
    public IEnumerable<string> Arguments => Words.Skip(1);

    /// <summary>Whether one of its words gives that option.</summary>
    public bool Gives(string option) => Words.Any(word => OptionTable.Gives(word, option));
}
