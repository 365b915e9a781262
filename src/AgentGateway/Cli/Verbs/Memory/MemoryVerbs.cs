using System.CommandLine;
using AgentGateway.Domain;
using AgentGateway.Runtime.Memory;
using AgentGateway.Runtime.Memory.Tools;
using AgentGateway.Runtime.Recall.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Memory;

/// <summary><c>agw memory …</c>: what is kept across threads, agents and restarts.</summary>
internal static class MemoryVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        new("memory",
            """
            What agents and you keep across threads, programs and restarts: facts as notes, and documents that prompts show.

            Examples:
              agw memory remember "The staging server is at 10.0.0.7" --subject staging
              agw memory recall where is staging
              agw memory read MEMORY --scope agent:main
              agw memory import ~/notes
            """),
        words,
        new("list", List),
        new("remember", Remember),
        new("recall", Recall),
        new("read", Read),
        new("write", Write),
        new("correct", Correct),
        new("forget", Forget),
        new("history", History),
        new("import", MemoryImportVerb.Create),
        new("export", MemoryExportVerb.Create));

    private static Command List() => new ToolVerb<MemoryReadView>(MemoryReadTool.Declaration, "list",
        """
        List documents, and notes newest first.

        Examples:
          agw memory list
          agw memory list --scope agent:main
        """)
    {
        Arguments = [VerbArgument.Hidden("name"), VerbArgument.Hidden("version")],
        Complete = (_, call) =>
        {
            call.TryAdd("scope", "all");
            return null;
        },
        Show = (answer, parsed) =>
        {
            if (answer.Documents is { Count: > 0 } documents)
                Screen.Table(
                    ["DOCUMENT", "SCOPE", "VERSION", "CHARACTERS", "BY", "WRITTEN"],
                    documents.Select(document => (string?[])
                    [
                        document.Name, document.Scope, Show.Number(document.Version), Show.Number(document.Characters),
                        document.Author, Show.When(document.UpdatedAt),
                    ]),
                    "");
            Screen.Table(
                ["NOTE", "SCOPE", "KIND", "TRUST", "WRITTEN", "TEXT"],
                (answer.Notes ?? []).Select(note => (string?[])
                [
                    note.Id, note.Scope, note.Kind, note.Trust, Show.When(note.UpdatedAt),
                    note.Subject is null ? note.Text : $"{note.Subject}: {note.Text}",
                ]),
                EmptyList.Says(parsed, "notes", "Keep a fact: agw memory remember \"…\""));
            if (answer.NextCursor is { } next) Screen.Aside($"more: agw memory list --cursor {next}");
        },
    }.Create();

    private static Command Remember() => new ToolVerb<RememberedView>(MemoryRememberTool.Declaration, "remember",
        """
        Keep a fact, for every thread and agent that works for you.

        Examples:
          agw memory remember "Releases are tagged on Thursdays" --subject releases --kind decision
          agw memory remember "Vim, not nano" --kind preference
        """)
    {
        Arguments = [VerbArgument.Text("text", "TEXT")],
        Show = (answer, _) => Told(answer),
    }.Create();

    private static Command Recall() => new ToolVerb<RecallView>(MemoryRecallTool.Declaration, "recall",
        """
        Find what was noted, said, printed or learned about something, best first.

        Examples:
          agw memory recall where is staging
          agw memory recall "vpn" --kinds note --since 30d
        """)
    {
        Arguments = [VerbArgument.Words("query", "QUERY")],
        Show = (answer, _) =>
        {
            foreach (var hit in answer.Hits)
            {
                Screen.Line(hit.Title is null ? hit.Text : $"{hit.Title}: {hit.Text}");
                Screen.Aside($"  {hit.Source}, {hit.Age}, {hit.Trust}; {hit.Why}");
            }

            if (answer.Hits.Count == 0) Screen.Aside("Nothing about that is remembered.");
        },
    }.Create();

    private static Command Read() => new ToolVerb<MemoryReadView>(MemoryReadTool.Declaration, "read",
        """
        Print a document (SOUL, MEMORY, USER or another), or a note by its id.

        Examples:
          agw memory read USER
          agw memory read SOUL --scope agent:main
          agw memory read mem_…
        """)
    {
        Arguments =
        [
            VerbArgument.At("name", "NAME") with { IsRequired = true },
            VerbArgument.Hidden("limit"),
            VerbArgument.Hidden("cursor"),
        ],
        Show = (answer, _) =>
        {
            if (answer.Document is { } document)
            {
                Screen.Line(document.Text);
                Screen.Aside(document.Version == 0
                    ? "as the agent's definition says it; not written yet"
                    : $"{document.Scope}, version {document.Version} by {document.Author}");
            }
            else if (answer.Note is { } note)
            {
                Screen.Line(note.Subject is null ? note.Text : $"{note.Subject}: {note.Text}");
                Screen.Aside(Standing(note));
            }
        },
    }.Create();

    private static Command Write() => new ToolVerb<DocumentWrittenView>(MemoryWriteTool.Declaration, "write",
        """
        Change a document: add to it, or with --mode remove a passage, replace it, or restore a version.

        Examples:
          agw memory write USER "Answers in German are fine."
          agw memory write conventions --scope workspace --mode replace < conventions.md
          agw memory write MEMORY --scope agent:main --mode restore --version 3
        """)
    {
        Arguments = [VerbArgument.At("name", "NAME"), VerbArgument.Text("text", "TEXT") with { IsOptional = true }],
        Show = (answer, _) =>
        {
            if (answer.Diff.Length > 0) Screen.Piece(answer.Diff);
            Screen.Aside(answer.Changed
                ? $"{answer.Name} of {answer.Scope} is at version {answer.Version}, "
                    + $"{answer.Characters} of {answer.CharactersMax} characters"
                : $"{answer.Name} of {answer.Scope} said this already");
        },
    }.Create();

    private static Command Correct() => new ToolVerb<RememberedView>(MemoryCorrectTool.Declaration, "correct",
        """
        Correct a note, confirm that it is still so, or retract it.

        Examples:
          agw memory correct mem_… --text "The staging server is at 10.0.0.9"
          agw memory correct mem_… --action confirm
          agw memory correct mem_… --action retract --reason "it was the old office"
        """)
    {
        Arguments = [VerbArgument.At("id", "ID")],
        Show = (answer, _) => Told(answer),
    }.Create();

    private static Command Forget() => new ToolVerb<ForgottenView>(MemoryForgetTool.Declaration, "forget",
        """
        Erase a note, or a document with all its versions, for good.

        Example:
          agw memory forget mem_…
        """)
    {
        Arguments = [VerbArgument.At("id", "ID")],
        Show = (answer, _) => Screen.Line(answer.Erased
            ? $"{answer.Id} is forgotten."
            : $"{answer.Id} is forgotten; its words are still being erased."),
    }.Create();

    private static Command History() => new ToolVerb<MemoryHistoryView>(MemoryHistoryTool.Declaration, "history",
        """
        Show who changed a note or a document when and why, newest first.

        Examples:
          agw memory history MEMORY --scope agent:main
          agw memory history mem_…
        """)
    {
        Arguments = [VerbArgument.At("name", "NAME")],
        Show = (answer, _) =>
        {
            foreach (var change in answer.Changes)
            {
                Screen.Line(
                    $"{change.Version}  {Show.When(change.At)}  {change.Author} {change.Change}"
                    + (change.Reason is { } reason ? $": {reason}" : ""));
                if ((change.Diff ?? change.Text) is { Length: > 0 } said) Screen.Line(said.TrimEnd());
            }

            if (answer.NextBefore is { } before) Screen.Aside($"more: --before {before}");
        },
    }.Create();

    private static void Told(RememberedView answer)
    {
        Screen.Line($"{answer.Note.Id} {answer.Outcome}");
        if (answer.Superseded is { } before) Screen.Aside($"in the place of {before.Id}: {ShortText.Of(before.Text, 200)}");
    }

    private static string Standing(NoteView note) =>
        $"{note.Id}, {note.Scope}, {note.Kind}, {note.Trust}, {note.State}, by {note.Author} {Show.When(note.CreatedAt)}"
        + (note.Source is { } source ? $", from {source}" : "")
        + (note.SupersededBy is { } later ? $", superseded by {later}" : "");
}
