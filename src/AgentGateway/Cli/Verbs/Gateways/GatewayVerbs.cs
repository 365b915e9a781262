using System.CommandLine;
using AgentGateway.Gateways.Tools;

namespace AgentGateway.Cli.Verbs.Gateways;

/// <summary><c>agw gateways</c>: chat platforms, and who may use them.</summary>
internal static class GatewayVerbs
{
    public static Command Create(ReadOnlyMemory<string> words) => Verb.Group(
        List("gateways",
            """
            The chat platforms: whether each is connected, what came last, and whose messages were not taken.

            Examples:
              agw gateways add telegram          leads through making a bot, and connects it
              agw gateways pair K7PQ2RSX --approve R2    lets the person in to whom the bot told this code
              agw gateways pair --telegram       a link and a QR code that let one person in
              agw gateways                       how each stands
              agw gateways bindings              which thread goes on in which conversation
            """),
        words,
        new("list", () => List("list",
            """
            List the chat platforms.

            Example:
              agw gateways list
            """)),
        new("add", GatewayAddVerb.Create),
        new("pair", GatewayPairVerb.Create),
        new("people", People),
        new("bindings", Bindings),
        new("unbind", Unbind),
        new("pause", () => Pause(GatewayPauseTool.Declaration, "pause",
            """
            Disconnect a platform until it is resumed, also after a restart.

            Example:
              agw gateways pause discord
            """)),
        new("resume", () => Pause(GatewayResumeTool.Declaration, "resume",
            """
            Connect a platform again that was paused.

            Example:
              agw gateways resume discord
            """)));

    /// <summary>A platform, as verbs name it.</summary>
    public static VerbArgument Platform { get; } =
        VerbArgument.At("name", "PLATFORM", "telegram, discord or slack");

    /// <summary>How a platform stands, in a few words.</summary>
    public static string Standing(GatewayView gateway) =>
        gateway.Reason is { } reason ? $"{gateway.State}: {reason}" : gateway.State;

    private static Command List(string name, string description) => new ToolVerb<GatewayListView>(
        GatewayListTool.Declaration, name, description)
    {
        Show = (answer, _) => Print(answer),
    }.Create();

    private static void Print(GatewayListView answer)
    {
        Screen.Table(
            ["PLATFORM", "STATE", "BOT", "LAST EVENT", "THREADS", "WAITING", "SENDING", "REFUSED"],
            answer.Gateways.Select(gateway => (string?[])
            [
                gateway.Name, Standing(gateway), gateway.Account, Show.When(gateway.LastEventAt),
                Show.Number(gateway.Bindings), Show.Number(gateway.Waiting), Show.Number(gateway.Sending),
                Show.Number(gateway.Refused),
            ]),
            "There are no chat platforms.");
        foreach (var gateway in answer.Gateways)
        {
            if (gateway.NextStep is { } hint) Screen.Aside($"{gateway.Name}: {hint}");
            foreach (var warning in gateway.Warnings ?? []) Screen.Aside($"{gateway.Name}: {warning}");
            foreach (var refusal in gateway.Refusals ?? [])
                Screen.Aside($"{gateway.Name}: not taken, because {refusal.Sender} {refusal.Reason}");
            if (gateway.Codes > 0)
                Screen.Aside($"{gateway.Name}: someone waits to be let in: agw gateways pair CODE");
        }

        if (answer.Gateways.All(gateway => gateway.State == "off"))
            Screen.Aside("None is set up. Begin with: agw gateways add telegram");
    }

    private static Command People() => new ToolVerb<PeopleListView>(
        GatewayPeopleTool.Declaration, "people",
        """
        List who may use the chats, and what each may approve.

        Examples:
          agw gateways people
          agw gateways people --remove telegram:42    lets a paired person in no more
        """)
    {
        Show = (answer, _) => Screen.Table(
            ["PERSON", "NAME", "APPROVES", "BY"],
            answer.People.Select(person => (string?[])
            [
                $"{person.Platform}:{person.Id}", person.Name, person.ApproveUpTo ?? "nothing", person.From,
            ]),
            "No one may use the chats. Write to the bot; it tells a code for agw gateways pair."),
    }.Create();

    private static Command Bindings() => new ToolVerb<BindingListView>(
        GatewayBindingsTool.Declaration, "bindings",
        """
        List the conversations of chats and the thread that goes on in each.

        Example:
          agw gateways bindings
        """)
    {
        Show = (answer, _) => Screen.Table(
            ["CONVERSATION", "PLATFORM", "CHAT", "THREAD", "PEOPLE"],
            answer.Bindings.Select(binding => (string?[])
            [
                binding.Conversation,
                binding.Platform,
                binding.Title ?? (binding.ChatThread is { } thread ? $"{binding.Chat}/{thread}" : binding.Chat),
                binding.Closed is { } closed ? $"closed: {closed}" : binding.ThreadId,
                Show.Joined(binding.People),
            ]),
            "No conversation yet. Write to a bot: agw gateways shows which are connected."),
    }.Create();

    private static Command Unbind() => new ToolVerb<BindingView>(
        GatewayUnbindTool.Declaration, "unbind",
        """
        End the binding of a conversation to its thread. Its next message begins another thread.

        Example:
          agw gateways unbind cnv_5f0c…
        """)
    {
        Arguments = [VerbArgument.At("conversation", "CONVERSATION")],
        Show = (answer, _) => Screen.Line($"{answer.Conversation} shows no thread any more."),
    }.Create();

    private static Command Pause(
        Runtime.Tools.ToolDeclaration<GatewayView> tool, string name, string description) =>
        new ToolVerb<GatewayView>(tool, name, description)
        {
            Arguments = [Platform],
            Show = (answer, _) => Screen.Line($"{answer.Name}: {Standing(answer)}"),
        }.Create();
}
