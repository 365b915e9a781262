using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>The table of commands, and how a message becomes one.</summary>
internal sealed class OfflineCommands
{
    private readonly Dictionary<string, OfflineCommand> _byName = new(StringComparer.OrdinalIgnoreCase);

    public OfflineCommands(ThreadService threads, AgentService agents, TimeProvider time)
    {
        Add(new HelpCommand(this));
        Add(new AgentsCommand(agents));
        Add(new ThreadsCommand(threads));
        Add(new SearchCommand(threads));
        Add(new ReadCommand(threads));
        Add(new TimeCommand(time));
        Add(new RunCommand());
        Add(new DirectiveCommand(
            "task", "/task TEXT", "makes a task of the thread; its owner carries the text out in the background"));
        Add(new DirectiveCommand("tasks", "/tasks", "the tasks of the thread, and how they stand"));
        Add(new DirectiveCommand(
            "approve", "/approve ID", "allows once what waits under that id (apr_…), where you have the right"));
        Add(new DirectiveCommand("deny", "/deny ID REASON", "refuses it; the reason is optional"));
    }

    /// <summary>In the order in which help lists them.</summary>
    public IReadOnlyCollection<OfflineCommand> All => _byName.Values;

    public static bool IsCommand(string text) => text.AsSpan().TrimStart().StartsWith('/');

    /// <summary>The tool call that the order stands for, or null.</summary>
    public ToolCall? CallOf(Message order)
    {
        var (name, arguments) = Split(order);
        return _byName.GetValueOrDefault(name)?.CallOf(arguments, order);
    }

    public Task<string> RunAsync(Message order, CancellationToken cancellationToken)
    {
        var (name, arguments) = Split(order);
        return _byName.TryGetValue(name, out var command)
            ? command.RunAsync(arguments, order, cancellationToken)
            : Task.FromResult(
                $"There is no command `/{Shown(name)}`. There are: "
                    + $"{string.Join(", ", All.Select(known => $"`/{known.Name}`"))}.");
    }

    private static (string Name, string Arguments) Split(Message order)
    {
        var line = order.Text.Trim()[1..];
        var end = line.AsSpan().IndexOfAny(" \t\r\n");
        return end < 0 ? (line, "") : (line[..end], line[end..].Trim());
    }

    private void Add(OfflineCommand command) => _byName.Add(command.Name, command);

    private static string Shown(string name) => (name.Length <= 32 ? name : name[..32] + "…").Replace('`', '\'');
}
