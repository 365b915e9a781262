using AgentGateway.ShellPolicy.Facts;
using AgentGateway.ShellPolicy.Walking;

namespace AgentGateway.ShellPolicy;

/// <summary>
/// Says what a command can do at worst, as far as its text tells. It is no sandbox: it sees to it that nothing that the
/// text says is overlooked because of how it is spelled, and that what cannot be told is approved by a person. Pure and
/// safe for any thread; the work is bounded for every text.
/// </summary>
public static class ShellReader
{
    public static ShellFindings Read(ShellCommand command, ShellMachine machine) =>
        new CommandReader(command, machine).Read();

    /// <summary>
    /// The files that the words of a command may name after expansion, whether they exist or not.
    /// </summary>
    public static IReadOnlyList<ShellFile> Files(ShellCommand command, ShellMachine machine)
    {
        var reader = new CommandReader(command, machine);
        reader.Read();
        return reader.Files;
    }

    /// <summary>
    /// The absolute paths that a command names, not simplified, so that the caller can look up where links lead and say
    /// so in <see cref="ShellCommand.Links"/>.
    /// </summary>
    public static IReadOnlyList<string> Mentions(ShellCommand command, ShellMachine machine)
    {
        var reader = new CommandReader(command, machine);
        reader.Read();
        return [.. reader.Mentioned.Order(StringComparer.Ordinal)];
    }
}
