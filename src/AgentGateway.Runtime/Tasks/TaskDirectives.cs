using System.Globalization;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Threads;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Runtime.Tasks;

/// <summary>The directives <c>/task</c> and <c>/tasks</c>.</summary>
internal sealed class TaskDirectives(TaskService tasks) : IDirectiveHandler
{
    private const int TitleCharactersMax = 80;
    private const int Shown = 20;

    public bool Handles(Directive directive) => directive is Directive.StartTask or Directive.ListTasks;

    public Task<Outcome<DirectiveView>> HandleAsync(
        Caller caller, Directive directive, ThreadId thread, string? key, CancellationToken cancellationToken) =>
        directive is Directive.StartTask start
        ? StartAsync(caller, start.Text, thread, key, cancellationToken)
        : ListAsync(thread, cancellationToken);

    private async Task<Outcome<DirectiveView>> StartAsync(
        Caller caller, string text, ThreadId thread, string? key, CancellationToken cancellationToken)
    {
        if (text.Length == 0)
            return new Rejection("empty_text", "The task is empty.", "Say what to do: /task TEXT.");
        var line = text.Split('\n')[0].Trim();
        var title = ShortText.Of(line, TitleCharactersMax);
        var created = await tasks.CreateAsync(
            caller, new(title, new(Prompt: text), ThreadId: thread.Value, IdempotencyKey: key), cancellationToken);
        return created.Map(task => new DirectiveView(
            "task", task.Task.Agent,
                $"Task \"{task.Task.Title}\" ({task.TaskId}) was created; {task.Task.Agent} carries it out.",
                    TaskId: task.TaskId));
    }

    private async Task<Outcome<DirectiveView>> ListAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        if ((await tasks.ListAsync(new(ThreadId: thread.Value, Limit: Shown + 1), cancellationToken)).IsRejected(
            out var refused, out var list))
            return refused;
        if (list.Tasks.Count == 0) return new DirectiveView("tasks", null, "The thread has no tasks.");
        var text = new StringBuilder("Tasks of the thread, newest first:");
        foreach (var task in list.Tasks.Take(Shown))
            text.Append(
                CultureInfo.InvariantCulture,
                $"\n- {task.Id} {task.Status}{(task.WaitingFor is null ? "" : $" ({task.WaitingFor})")}: {task.Title}");
        if (list.Tasks.Count > Shown) text.Append("\n- … task_list shows the others.");
        return new DirectiveView("tasks", null, text.ToString());
    }
}
