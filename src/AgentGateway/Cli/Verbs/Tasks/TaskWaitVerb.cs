using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Tasks.Tools;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task wait TASK…</c>: until they have ended, or cannot go on without a person.</summary>
internal static class TaskWaitVerb
{
    public static Command Create()
    {
        var tasks = new Argument<string[]>("TASK")
        {
            Description = "Tasks: their ids, their titles, or the beginnings of these",
            Arity = ArgumentArity.OneOrMore,
        };
        var any = new Option<bool>("--any") { Description = "Until one of them has ended [default: all of them]" };
        var timeout = new Option<double?>("--timeout-seconds")
        {
            Description = "At most so long [default: as long as it takes]", HelpName = "N",
        };
        var command = VerbContext.Command("wait",
            """
            Wait for tasks. Exit code 0: they completed. 1: one did not. 4: one waits for a person. 5: the time was over.

            Examples:
              agw task wait tsk_…
              agw task wait --last --timeout-seconds 60
            """,
            (context, parsed) => WaitAsync(
                context, parsed.GetValue(tasks)!, parsed.GetValue(any) ? "any" : "all", parsed.GetValue(timeout)));
        command.Add(tasks);
        command.Add(any);
        command.Add(timeout);
        return command;
    }

    /// <summary>One call waits for so long as a call may; without a limit the next call follows.</summary>
    private static async Task<int> WaitAsync(VerbContext context, string[] ids, string mode, double? seconds)
    {
        var left = seconds ?? double.PositiveInfinity;
        while (true)
        {
            var arguments = new JsonObject
            {
                ["ids"] = Arguments.List(ids),
                ["mode"] = mode,
                ["timeout_seconds"] = Math.Min(left, WaitLimit.Work.SecondsMax),
            };
            if ((await context.CallAsync(TaskWaitTool.Declaration, arguments)).IsRejected(
                out var rejection, out var answer))
                return context.Refuse(rejection);
            var outcome = answer.View;
            left -= WaitLimit.Work.SecondsMax;
            if (!outcome.Done && left > 0) continue;
            if (context.IsJson) Screen.Line(answer.Json);
            else foreach (var task in outcome.Tasks) Screen.Line($"{task.Id} {TaskVerbs.Status(task)}");
            if (!outcome.Done) Screen.Aside("the time was over");
            var completed = outcome.Tasks.Count(task => task.Status == "completed");
            return !outcome.Done ? ExitCodes.TimeOut
                : (mode == "any" ? completed > 0 : completed == outcome.Tasks.Count) ? ExitCodes.Done
                : outcome.Tasks.Any(task => task is { Status: "blocked" } or { WaitingFor: "approval" or "question" })
                ? ExitCodes.Waits
                : ExitCodes.Failed;
        }
    }
}
