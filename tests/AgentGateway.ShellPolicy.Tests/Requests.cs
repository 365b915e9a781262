using AgentGateway.Domain.Policy;
using AgentGateway.Runtime.Gate;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.ShellPolicy.Tests;

/// <summary>Calls of an agent that run commands, on a machine whose user is <c>me</c>.</summary>
internal static class Requests
{
    public const string Workspace = "/home/me/project";

    public static readonly PathZones Zones =
        new("/home/me", ["/home/me/.agentgateway"], ["/tmp", "/var/tmp"]) { User = "me", DaemonProcess = 4711 };

    public static PolicyRequest Shell(string line) => Of(new(line, null, Workspace));

    public static PolicyRequest Program(params string[] argv) => Of(new(null, argv, Workspace));

    /// <summary>A call that runs this command, read as the gate reads it.</summary>
    public static PolicyRequest Of(
        ShellCommand command,
        string tool = "run_command",
        string agent = "rarog",
        string? workspace = Workspace) => new()
    {
        Agent = agent,
        Tool = tool,
        Arguments = command.Line is { } line
            ? $"{{\"command\":\"{line}\"}}"
            : $"{{\"argv\":\"{string.Join('|', command.Argv!)}\"}}",
        BaseRisk = RiskClass.R2,
        Zones = Zones,
        Workspace = workspace,
        Command = new(command.Directory, Read(command, agent, workspace)),
    };

    public static CommandFindings Read(string line) => Read(new(line, null, Workspace), "rarog", Workspace);

    private static CommandFindings Read(ShellCommand command, string agent, string? workspace) =>
        CommandReading.Read(command, Zones, CallWorkspace.Of(agent, workspace, command.Directory, Zones));
}
