using System.CommandLine;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread new</c>: an empty thread.</summary>
internal static class ThreadNewVerb
{
    public static Command Create()
    {
        var title = new Option<string>("--title") { Description = "Its title [default: from the first message]", HelpName = "TEXT" };
        var agent = new Option<string>("--agent") { Description = "Who owns it [default: main]", HelpName = "ID" };
        var workspace = new Option<string>("--workspace") { Description = "The directory that its agents may read [default: this one]", HelpName = "DIR" };
        var command = VerbContext.Command("new",
            """
            Create a thread and print its id.

            Example:
              T=$(agw thread new --title "Release notes" --agent svarog)
            """,
            (context, parsed) =>
            {
                var directory = parsed.GetValue(workspace);
                var arguments = Arguments.Of(("title", parsed.GetValue(title)), ("agent", parsed.GetValue(agent)),
                    ("workspace", directory is null ? null : Path.GetFullPath(directory)));
                return context.AskAsync("thread_create", arguments, answer => Screen.Line(Show.Text(answer.GetProperty("thread"), "id")));
            });
        command.Add(title);
        command.Add(agent);
        command.Add(workspace);
        return command;
    }
}
