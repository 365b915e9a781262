using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary><c>agw task wait TASK…</c>: until they have ended, or cannot go on without a person.</summary>
internal static class TaskWaitVerb
{
    /// <summary>The most that one call may wait; who gave no limit calls again.</summary>
    private const double CallSecondsMax = 600;

    public static Command Create()
    {
        var tasks = new Argument<string[]>("TASK") { Description = "Ids of tasks (tsk_…)", Arity = ArgumentArity.OneOrMore };
        var any = new Option<bool>("--any") { Description = "Until one of them has ended [default: all of them]" };
        var timeout = new Option<double?>("--timeout-seconds") { Description = "At most so long [default: as long as it takes]", HelpName = "N" };
        var command = VerbContext.Command("wait",
            "Wait for tasks. Exit code 0: they completed. 1: one did not, or needs a person, or the time was over.",
            (context, parsed) => WaitAsync(context, parsed.GetValue(tasks)!, parsed.GetValue(any) ? "any" : "all", parsed.GetValue(timeout)));
        command.Add(tasks);
        command.Add(any);
        command.Add(timeout);
        return command;
    }

    private static async Task<int> WaitAsync(VerbContext context, string[] ids, string mode, double? seconds)
    {
        var left = seconds ?? double.PositiveInfinity;
        while (true)
        {
            var arguments = new JsonObject { ["ids"] = Arguments.List(ids), ["mode"] = mode, ["timeout_seconds"] = Math.Min(left, CallSecondsMax) };
            var answer = await context.CallAsync("task_wait", arguments, null);
            if (answer.IsRejected(out var rejection)) return context.Refuse(rejection);
            using var json = JsonDocument.Parse(answer.Value);
            var outcome = json.RootElement;
            left -= CallSecondsMax;
            var isDone = Show.Text(outcome, "done") == "yes";
            if (!isDone && left > 0) continue;
            var all = Show.List(outcome, "tasks").ToList();
            if (context.IsJson) Screen.Line(answer.Value);
            else foreach (var task in all) Screen.Line($"{Show.Text(task, "id")} {TaskVerbs.Status(task)}");
            if (!isDone) Screen.Aside("the time was over");
            var completed = all.Count(task => Show.Text(task, "status") == "completed");
            return isDone && (mode == "any" ? completed > 0 : completed == all.Count) ? ExitCodes.Done : ExitCodes.Failed;
        }
    }
}
