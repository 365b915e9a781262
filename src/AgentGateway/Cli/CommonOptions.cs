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

    public static Option<string> Colour { get; } = new("--color", "--colour")
    {
        Description =
            "always, never, or auto: at a terminal, unless NO_COLOR is set [default: auto]", HelpName = "WHEN",
    };

    public static Option<bool> NoPager { get; } = new("--no-pager")
    {
        Description = "Print long output at once, without PAGER",
    };

    public static Option<bool> NoStart { get; } = new("--no-start")
    {
        Description = "Fail where no daemon runs, rather than start one",
    };

    public static Option<bool> Last { get; } = new("--last")
    {
        Description = "The newest, without a name; - in its place says the same",
    };

    public static Option<bool> Json { get; } = new("--json") { Description = "Print JSON, errors too" };
}
