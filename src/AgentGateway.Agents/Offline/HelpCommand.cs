using System.Globalization;
using System.Text;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>Lists what works without a model.</summary>
internal sealed class HelpCommand(OfflineCommands commands) : OfflineCommand
{
    public override string Name => "help";

    public override string Usage => "/help";

    public override string Summary => "this list";

    public override Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("Without a model these commands work:\n");
        foreach (var command in commands.All)
            text.Append(CultureInfo.InvariantCulture, $"\n- `{command.Usage}`: {command.Summary}");
        text.Append("\n\nAnd in every thread:\n");
        text.Append("\n- `@AGENT INSTRUCTION`: the agent advises in this thread; `@AGENT stop` ends that");
        text.Append("\n- `!AGENT REQUEST`: asks the agent in private");
        text.Append("\n- `/handoff AGENT REASON`, `/return`: gives the thread to another agent, and back");
        return Task.FromResult(text.ToString());
    }
}
