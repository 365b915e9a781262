using AgentGateway.Posix;
using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Notices;

/// <summary>Whether the person can be told of what waits for them, in each way that the settings name.</summary>
internal sealed class NoticeFindings(NoticeOptions options, NoticeSender sender, GatewayHome home) : IFindingSource
{
    private const string Check = "notices";

    public IEnumerable<Finding> Find()
    {
        var searchPath = home.Environment.GetValueOrDefault("PATH");
        Finding[] wrong =
        [
            .. Missing("Notify:Command", options.Command is [var program, ..] ? program : null),
            .. Missing("Notify:Desktop", options.Desktop ? NoticeSender.DesktopProgram : null),
            .. options.Url is { Length: > 0 } url && NoticeSender.Address(url) is null
                ? (Finding[])
                [
                    Finding.Warn(
                        Check,
                        "Notify:Url is no address that begins with https:// or http://.",
                        "Correct it: agw config edit"),
                ]
                : [],
            .. sender.Failures.Select(failure => Finding.Warn(
                Check,
                $"The last notice was not sent, {failure.Key}: {failure.Value}",
                "Correct what it says, or the setting: agw config edit")),
        ];
        if (wrong.Length > 0) return wrong;
        return
        [
            options.HasWay
                ? Finding.Ok(Check, $"Sent for what has waited {options.AfterSeconds} seconds")
                : Finding.Ok(Check, "None are sent; agw inbox shows what waits (settings Notify)"),
        ];

        IEnumerable<Finding> Missing(string setting, string? program)
        {
            if (program is not null && SearchPath.Find(program, searchPath) is null)
                yield return Finding.Warn(
                    Check,
                    $"{setting} needs the program {program}, which is not on the daemon's PATH.",
                    program == NoticeSender.DesktopProgram
                        ? "Install its package, libnotify-bin or libnotify; or: agw config set Notify:Desktop false"
                        : "Name it by its whole path: agw config edit");
        }
    }
}
