using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Artifacts;

/// <summary><c>agw artifact list</c>: what is kept.</summary>
internal static class ArtifactListVerb
{
    /// <summary>The narrowest first.</summary>
    private static readonly string[] Origins = ["task_id", "session_id", "thread_id"];

    public static Command Create()
    {
        Option<string>[] filters =
        [
            new("--thread") { Description = "Of this thread", HelpName = "THREAD" },
            new("--task") { Description = "Of this task", HelpName = "TASK" },
            new("--session") { Description = "Of this session", HelpName = "SESSION" },
        ];
        var kind = new Option<string>("--kind") { Description = "file, output, page or result", HelpName = "KIND" };
        kind.AcceptOnlyFromAmong("file", "output", "page", "result");
        var limit = new Option<int?>("--limit") { Description = "At most so many", HelpName = "N" };
        var cursor = new Option<string>("--cursor") { Description = "Go on after an earlier page", HelpName = "CURSOR" };
        var command = VerbContext.Command("list", "List artifacts, newest first.",
            (context, parsed) =>
            {
                var arguments = Arguments.Of(("kind", parsed.GetValue(kind)), ("limit", parsed.GetValue(limit)), ("cursor", parsed.GetValue(cursor)));
                foreach (var filter in filters)
                    if (parsed.GetValue(filter) is { } of) arguments[filter.Name[2..] + "_id"] = of;
                return context.AskAsync("artifact_list", arguments, answer =>
                {
                    Screen.Table(["ARTIFACT", "MADE", "KIND", "BYTES", "OF", "NAME"], Show.List(answer, "artifacts").Select(artifact => (string[])
                    [
                        Show.Text(artifact, "id"), Show.Time(artifact, "created_at"), Show.Text(artifact, "kind"), Show.Text(artifact, "bytes"),
                        Origins.Select(name => Show.Text(artifact, name)).FirstOrDefault(id => id.Length > 0) ?? "",
                        Show.Text(artifact, "name"),
                    ]));
                    if (Show.Text(answer, "next_cursor") is { Length: > 0 } next) Screen.Aside($"more: agw artifact list --cursor {next}");
                });
            });
        foreach (var option in (Option[])[.. filters, kind, limit, cursor]) command.Add(option);
        return command;
    }
}
