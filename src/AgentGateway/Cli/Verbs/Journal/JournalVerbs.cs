using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Journal;

/// <summary>
/// <c>agw journal …</c>: the record of everything that happened. It is read from the file, so no daemon is needed and
/// none is disturbed.
/// </summary>
internal static class JournalVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("journal",
            """
            Check and export the journal. Works whether or not the daemon runs.

            Examples:
              agw journal verify
              agw journal export > journal.jsonl
            """),
        words,
        new("verify", JournalVerifyVerb.Create),
        new("export", JournalExportVerb.Create));
}
