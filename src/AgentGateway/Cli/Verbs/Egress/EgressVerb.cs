using System.CommandLine;
using AgentGateway.Runtime.Egress.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Egress;

/// <summary><c>agw egress</c>: the hosts that commands in sandboxes reached.</summary>
internal static class EgressVerb
{
    public static Command Create() => new ToolVerb<EgressListView>(
        EgressListTool.Declaration, "egress", "List the hosts that commands in sandboxes reached or were refused.")
    {
        Arguments = [VerbArgument.Option("workspace", null, "--workspace")],
        Show = (answer, _) => Screen.Table(
            ["HOST", "LAST", "CONNECTIONS", "REFUSED", "OUT", "IN", "WORKSPACE"],
            answer.Hosts.Select(host => (string?[])
            [
                host.Host, Show.Time(host.LastAt), Show.Number(host.Connections), Show.Number(host.Refused),
                Show.Number(host.BytesOut), Show.Number(host.BytesIn), host.Workspace,
            ])),
    }.Create();
}
