using System.CommandLine;

namespace AgentGateway.Cli;

/// <summary>Options that mean the same for every verb.</summary>
internal static class CommonOptions
{
    public static Option<string> Data { get; } = new("--data")
    {
        Description = "The daemon's data directory [default: AGW_DATA, else the XDG data home + agentgateway]",
        HelpName = "DIR",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON, errors too" };
}
