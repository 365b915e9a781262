using System.CommandLine;

namespace AgentGateway.Cli.Verbs;

/// <summary><c>agw journal …</c>: the record of everything that happened.</summary>
internal static class JournalVerbs
{
    public static Command Create() => new("journal", "Check and export the journal. Works whether or not the daemon runs.");
}
