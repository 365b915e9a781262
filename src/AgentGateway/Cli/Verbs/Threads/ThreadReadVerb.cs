using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread read THREAD</c>: its newest messages, or with <c>--all</c> every one.</summary>
internal static class ThreadReadVerb
{
    private const int PageMax = 500;

    public static Command Create() => Create(
        new Option<bool>("--all") { Description = "Every message, not only the newest" });

    private static Command Create(Option<bool> all) => new ToolVerb<ThreadReadView>(ThreadReadTool.Declaration, "read",
        """
        Print the newest messages of a thread, the newest last.

        Examples:
          agw thread read --last
          agw thread read "Release notes" --limit 5
          agw thread read thr_… --all --json
        """)
    {
        Arguments =
        [
            ThreadVerbs.OfTool,
            VerbArgument.Option("after", "The messages behind this number, or a cursor of an earlier page")
                with { HelpName = "N" },
            VerbArgument.Option("before", "The messages ahead of this number") with { HelpName = "N" },
            VerbArgument.Option("hidden", "Hidden messages too"),
        ],
        Options = [all],
        Complete = (parsed, call) => Newest(parsed.GetValue(all), call),
        Otherwise = (context, parsed, call) => parsed.GetValue(all) ? ReadAllAsync(context, call) : null,
        Show = (answer, _) => Print(answer),
    }.Create();

    /// <summary>
    /// Without a place the end of the thread is read, with <c>--all</c> its beginning and then the rest.
    /// </summary>
    private static Rejection? Newest(bool isAll, JsonObject call)
    {
        if (isAll) call["limit"] ??= PageMax;
        else if (!call.ContainsKey("after") && !call.ContainsKey("before"))
            call["before"] = long.MaxValue.ToString(CultureInfo.InvariantCulture);
        return null;
    }

    /// <summary>Page after page, as one answer.</summary>
    private static async Task<int> ReadAllAsync(VerbContext context, JsonObject call)
    {
        JsonObject? whole = null;
        ThreadReadView? view = null;
        do
        {
            if ((await context.CallAsync(ThreadReadTool.Declaration, call)).IsRejected(out var refused, out var page))
                return context.Refuse(refused);
            var json = JsonNode.Parse(page.Json)!.AsObject();
            if (whole is null)
            {
                (whole, view) = (json, page.View);
            }
            else
            {
                foreach (var message in json["messages"]!.AsArray())
                    whole["messages"]!.AsArray().Add(message!.DeepClone());
                view = view! with { Messages = [.. view.Messages, .. page.View.Messages] };
            }

            call["after"] = page.View.NextCursor;
        }
        while (call["after"] is not null);
        whole.Remove("next_cursor");
        if (context.IsJson) Screen.Line(whole.ToJsonString(StoredJson.Options()));
        else context.Page(() => Print(view! with { NextCursor = null }));
        return ExitCodes.Done;
    }

    private static void Print(ThreadReadView answer)
    {
        var thread = answer.Thread;
        Screen.Line($"{thread.Title}  ({thread.Id}, owner {thread.Owner})");
        if (thread.Import is { } origin) Screen.Aside(Origin(thread, origin));
        if (answer.Messages is [{ Seq: > 1 } first, ..])
            Screen.Aside($"earlier: agw thread read {thread.Id} --before {first.Seq}, or --all");
        foreach (var message in answer.Messages)
        {
            var hidden = message.Visibility == "hidden" ? ", hidden" : "";
            Screen.Line("");
            Screen.Line($"#{message.Seq} {ThreadVerbs.Author(message, thread.Workspace)} ({Show.When(message.At)}{hidden})");
            if (message.Text.Length > 0) Screen.Line(message.Text);
            foreach (var call in message.ToolCalls ?? []) Screen.Line($"→ {call.Tool} {call.Arguments}");
        }

        foreach (var work in answer.Open ?? [])
            Screen.Aside($"open: {work.Kind} {work.Id} {work.Status}  {work.Text}");
        if (answer.Messages.Count == 0 && thread.Import is null)
            Screen.Aside($"No messages. Say something: agw thread send {thread.Id} \"What can you do?\"");
        if (answer.NextCursor is { } next) Screen.Aside($"more: agw thread read {thread.Id} --after {next}");
    }

    private static string Origin(ThreadView thread, ImportOriginView origin)
    {
        var place = origin.Directory is { } directory ? $", in {directory}" : "";
        return $"a copy of a conversation with {ThreadImport.NameOf(origin.Program)}, {Show.Time(origin.StartedAt)} to "
            + $"{Show.Time(thread.UpdatedAt)}{place} ({origin.Conversation}); "
            + $"go on from it: agw thread fork {thread.Id}";
    }
}
