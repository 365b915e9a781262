using System.CommandLine;
using AgentGateway.Runtime.Knowledge.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Knowledge;

/// <summary><c>agw knowledge list</c> and <c>search</c>.</summary>
internal static class KnowledgeListVerb
{
    public static Command Create() => new ToolVerb<KnowledgeListView>(KnowledgeSearchTool.Declaration, "list",
        """
        List knowledge, newest first.

        Example:
          agw knowledge list --scope global
        """)
    {
        Arguments = [VerbArgument.Hidden("query")],
        Show = Print,
    }.Create();

    public static Command CreateSearch() => new ToolVerb<KnowledgeListView>(KnowledgeSearchTool.Declaration, "search",
        """
        Find knowledge by words, in any of their forms, best first.

        Example:
          agw knowledge search deploying shops
        """)
    {
        Arguments = [VerbArgument.Words("query", "WORDS", "What to look for"), VerbArgument.Hidden("cursor")],
        Show = Print,
    }.Create();

    /// <summary>promoted, and whether it is still so.</summary>
    public static string Trust(KnowledgeView piece) =>
        $"{piece.Trust}{(piece.Stale == true ? ", stale" : "")}{(piece.Beside is null ? "" : ", candidate")}";

    private static void Print(KnowledgeListView answer, ParseResult parsed)
    {
        Screen.Table(
            ["KNOWLEDGE", "TRUST", "BY", "SCOPE", "SUBJECT", "SUMMARY"],
            answer.Knowledge.Select(piece => (string?[])
                [piece.Id, Trust(piece), piece.Author, piece.Scope, piece.Subject, piece.Summary]),
            EmptyList.Says(parsed, "knowledge", "Put some: agw knowledge put SUBJECT SUMMARY"));
        if (answer.NextCursor is { } next) Screen.Aside($"more: agw knowledge list --cursor {next}");
    }
}
