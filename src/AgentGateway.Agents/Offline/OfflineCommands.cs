using AgentGateway.Domain;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Agents;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>The table of the gateway's commands, and how a message becomes one.</summary>
internal sealed class OfflineCommands
{
    private readonly Dictionary<string, OfflineCommand> _byName = new(StringComparer.OrdinalIgnoreCase);

    public OfflineCommands(ThreadService threads, AgentService agents, TimeProvider time)
    {
        Add(new HelpCommand());
        Add(new AgentsCommand(agents));
        Add(new ThreadsCommand(threads));
        Add(new SearchCommand(threads));
        Add(new ReadCommand(threads));
        Add(new TimeCommand(time));
        Add(new RunCommand());
        foreach (var command in GatewayCommand.All.Where(command => !command.Answers))
            Add(new DirectiveCommand(command));
    }

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
                    + $"{string.Join(", ", GatewayCommand.All.Select(known => $"`/{known.Name}`"))}.");
    }

    private static (string Name, string Arguments) Split(Message order)
    {
        var line = order.Text.Trim()[1..];
        var end = line.AsSpan().IndexOfAny(" \t\r\n");
        return end < 0 ? (line, "") : (line[..end], line[end..].Trim());
    }

    private void Add(OfflineCommand command) => _byName.Add(command.Described.Name, command);

    private static string Shown(string name) => ShortText.Of(name).Replace('`', '\'');
}
