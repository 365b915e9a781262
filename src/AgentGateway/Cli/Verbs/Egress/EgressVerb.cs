using System.CommandLine;
using AgentGateway.Runtime.Egress.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Egress;

/// <summary><c>agw egress</c>: the hosts that commands in sandboxes reached.</summary>
internal static class EgressVerb
{
    public static Command Create() => new ToolVerb<EgressListView>(
        EgressListTool.Declaration, "egress",
        """
        List the hosts that commands in sandboxes reached or were refused.

        Examples:
          agw egress
          agw egress --workspace fix-42
        """)
    {
        Arguments = [VerbArgument.Option("workspace", null, "--workspace")],
        Show = (answer, _) => Screen.Table(
            ["HOST", "LAST", "CONNECTIONS", "REFUSED", "OUT", "IN", "WORKSPACE"],
            answer.Hosts.Select(host => (string?[])
            [
                host.Host, Show.When(host.LastAt), Show.Number(host.Connections), Show.Number(host.Refused),
                Show.Number(host.BytesOut), Show.Number(host.BytesIn), host.Workspace,
            ]),
            "No host was reached. Commands reach hosts with: agw session run --sandbox network -- COMMAND"),
    }.Create();
}
