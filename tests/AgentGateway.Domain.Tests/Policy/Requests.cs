using AgentGateway.Domain.Policy;

namespace AgentGateway.Domain.Tests.Policy;

/// <summary>Calls on a machine whose user is <c>me</c>.</summary>
internal static class Requests
{
    public const string Workspace = "/home/me/project";

    public static readonly PathZones Zones =
        new("/home/me", ["/home/me/.agentgateway"], ["/tmp", "/var/tmp"]) { User = "me", DaemonProcess = 4711 };

    public static PolicyRequest Call(string tool, RiskClass risk, string agent = "rarog") => new()
    {
        Agent = agent, Tool = tool, Arguments = "{}", BaseRisk = risk, Zones = Zones, Workspace = Workspace,
    };

    public static PolicyRequest Touching(PathUse use, string path) =>
        Call(use == PathUse.Read ? "read_file" : "write_file", use == PathUse.Read ? RiskClass.R0 : RiskClass.R1) with
        {
            Paths = [new(path, path, use)],
        };

    /// <summary>A call that runs a command of which this was found.</summary>
    public static PolicyRequest Running(string line, CommandFindings findings) => Call("run_command", RiskClass.R2) with
    {
        Arguments = $"{{\"command\":\"{line}\"}}", Command = new(Workspace, findings),
    };
}
