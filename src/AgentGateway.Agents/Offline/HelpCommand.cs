using System.Globalization;
using System.Text;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Agents.Offline;

/// <summary>Lists what works in every thread, with a model and without.</summary>
internal sealed class HelpCommand() : OfflineCommand("help")
{
    public override Task<string> RunAsync(string arguments, Message order, CancellationToken cancellationToken)
    {
        var text = new StringBuilder("The gateway obeys these in every thread:\n");
        foreach (var command in GatewayCommand.All)
            text.Append(CultureInfo.InvariantCulture, $"\n- `{command.Usage}`: {command.Summary}");
        text.Append("\n- `@AGENT INSTRUCTION`: the agent advises in this thread; `@AGENT stop` ends that");
        text.Append("\n- `!AGENT REQUEST`: asks the agent in private");
        text.Append("\n\nA space in front of a message sends it as text.");
        return Task.FromResult(text.ToString());
    }
}
