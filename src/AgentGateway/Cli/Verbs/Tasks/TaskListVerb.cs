using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task list</c>: the tasks, newest first.</summary>
internal static class TaskListVerb
{
    public static Command Create()
    {
        var query = new Argument<string[]>("WORDS") { Description = "Words that title or summary must contain", Arity = ArgumentArity.ZeroOrMore };
        var status = new Option<string>("--status") { Description = "queued, running, waiting, blocked, completed, failed, cancelled, open or ended", HelpName = "STATUS" };
        var thread = new Option<string>("--thread-id") { Description = "Of this thread", HelpName = "THREAD" };
        var limit = new Option<int?>("--limit") { Description = "At most so many", HelpName = "N" };
        var cursor = new Option<string>("--cursor") { Description = "Go on after an earlier page", HelpName = "CURSOR" };
        var command = VerbContext.Command("list", "List tasks, newest first.",
            (context, parsed) => context.AskAsync("task_list",
                Arguments.Of(("query", parsed.GetValue(query) is { Length: > 0 } words ? string.Join(' ', words) : null), ("status", parsed.GetValue(status)),
                    ("thread_id", parsed.GetValue(thread)), ("limit", parsed.GetValue(limit)), ("cursor", parsed.GetValue(cursor))),
                answer =>
                {
                    Screen.Table(["TASK", "CHANGED", "KIND", "PRIORITY", "TITLE", "STATUS"], Show.List(answer, "tasks").Select(task => (string[])
                    [
                        Show.Text(task, "id"), Show.Time(task, "updated_at"), Show.Text(task, "kind"), Show.Text(task, "priority"), Show.Text(task, "title"), TaskVerbs.Status(task),
                    ]));
                    if (Show.Text(answer, "next_cursor") is { Length: > 0 } next) Screen.Aside($"more: agw task list --cursor {next}");
                }));
        command.Add(query);
        foreach (var option in (Option[])[status, thread, limit, cursor]) command.Add(option);
        return command;
    }
}
