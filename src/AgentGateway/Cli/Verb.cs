using System.CommandLine;

namespace AgentGateway.Cli;

/// <summary>A verb that is made only when it is called, so that a call does not wait for all others.</summary>
/// <param name="Create">Makes it. Is given the words behind the verb's name, so that a group makes no more than it
/// must.</param>
internal sealed record Verb(string Name, Func<ReadOnlyMemory<string>, Command> Create)
{
    public Verb(string name, Func<Command> create)
        : this(name, _ => create())
    {
    }

    /// <summary>
    /// Makes the verb; one that is about a thread, a session or a task takes <c>--last</c> for the newest.
    /// </summary>
    private Command Make(ReadOnlyMemory<string> words)
    {
        var command = Create(words);
        if (References.IsTakenBy(command)) command.Add(CommonOptions.Last);
        return command;
    }

    /// <summary>
    /// The command of a group with its verbs: with the one that is called, or with all where none is called by name.
    /// </summary>
    public static Command Group(Command group, ReadOnlyMemory<string> words, params ReadOnlySpan<Verb> verbs)
    {
        foreach (var verb in verbs)
            if (words.Length > 0 && words.Span[0] == verb.Name)
            {
                group.Add(verb.Make(words[1..]));
                return group;
            }

        foreach (var verb in verbs) group.Add(verb.Make(default));
        return group;
    }
}
