using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task create TITLE</c>: a turn, a command or a tool call for when its time comes.</summary>
internal static class TaskCreateVerb
{
    private static readonly string[] Works = ["prompt", "command", "tool"];

    public static Command Create()
    {
        var title = new Argument<string[]>("TITLE") { Description = "What it is called; without --prompt, --command and --tool it is the prompt, too", Arity = ArgumentArity.OneOrMore };
        var arguments = new Option<string>("--arguments") { Description = "The arguments of --tool, a JSON object", HelpName = "JSON" };
        Option<string>[] texts =
        [
            new("--prompt") { Description = "What an agent is to do", HelpName = "TEXT" },
            new("--agent") { Description = "The agent that does it [default: the thread's owner, else the default agent]", HelpName = "ID" },
            new("--command") { Description = "A shell line to run instead", HelpName = "LINE" },
            new("--session") { Description = "Run it in this shell session's queue [default: in a terminal of its own]", HelpName = "SESSION" },
            new("--tool") { Description = "A tool to call instead", HelpName = "NAME" },
            new("--workspace") { Description = "A workspace's name, or a directory [default: this one]", HelpName = "WORKSPACE" },
            new("--thread-id") { Description = "The thread that it belongs to", HelpName = "THREAD" },
            new("--idempotency-key") { Description = "The same key makes the same task, however often it is said", HelpName = "KEY" },
        ];
        var times = new TaskTimeOptions();
        var command = VerbContext.Command("create",
            """
            Make a task, and print its id.

            Examples:
              agw task create "Summarize yesterday's commits" --agent svarog --not-before 2h
              agw task create build --command "make" --retries 2
              agw task create "make a note" --tool write_file --arguments '{"path":"note.txt","content":"…"}'
            """,
            (context, parsed) =>
            {
                var call = new JsonObject { ["title"] = string.Join(' ', parsed.GetValue(title)!) };
                foreach (var option in texts)
                    if (parsed.GetValue(option) is { } text) call[option.Name[2..].Replace('-', '_')] = text;
                if (!Works.Any(call.ContainsKey)) call["prompt"] = call["title"]!.DeepClone();
                times.Add(parsed, call);
                if (parsed.GetValue(arguments) is not { } json) return SendAsync(context, call);
                try
                {
                    call["arguments"] = JsonNode.Parse(json);
                    return SendAsync(context, call);
                }
                catch (JsonException broken)
                {
                    return Task.FromResult(context.Refuse(new("invalid_argument", $"--arguments is not JSON: {broken.Message}", "Give an object, such as '{\"path\":\"a.txt\"}'.")));
                }
            });
        command.Add(title);
        foreach (var option in (Option[])[.. texts, arguments]) command.Add(option);
        times.AddTo(command);
        return command;
    }

    private static Task<int> SendAsync(VerbContext context, JsonObject call) =>
        context.AskAsync("task_create", call, answer => Screen.Line(Show.Text(answer, "task_id")));
}
