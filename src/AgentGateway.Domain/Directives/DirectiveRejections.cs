namespace AgentGateway.Domain.Directives;

/// <summary>The refusals of messages that order what the gateway does not know.</summary>
public static class DirectiveRejections
{
    private const string AsText = "A space in front of the message sends it as text.";

    public static Rejection UnknownCommand(string name)
    {
        var near = NearestNames.Of(name.ToLowerInvariant(), GatewayCommand.All.Select(command => command.Name));
        return new(
            "unknown_command",
            $"There is no command /{ShortText.Of(name)}.{Meant('/', near)}",
            $"/help lists the commands. {AsText}");
    }

    /// <summary>A command that takes something else behind it.</summary>
    public static Rejection WrongCommand(GatewayCommand command) => new(
        "invalid_command", $"That is not how /{command.Name} is written.", $"Write {command.Usage}. {AsText}");

    /// <param name="sign">The sign before the name, <c>@</c> or <c>!</c>.</param>
    public static Rejection UnknownAgent(char sign, string name, IEnumerable<string> agents) => new(
        "unknown_agent",
        $"There is no agent \"{ShortText.Of(name)}\".{Meant(sign, NearestNames.Of(name.ToLowerInvariant(), agents))}",
        $"List agents with agent_list. {AsText}");

    private static string Meant(char sign, IReadOnlyList<string> near) =>
        near.Count == 0 ? "" : $" Did you mean {string.Join(" or ", near.Select(name => $"{sign}{name}"))}?";
}
