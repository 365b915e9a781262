using System.CommandLine;
using System.Text.Json;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary><c>agw thread prompt THREAD</c>: exactly what a model would be given.</summary>
internal static class ThreadPromptVerb
{
    public static Command Create()
    {
        var thread = ThreadVerbs.Thread();
        var command = VerbContext.Command("prompt", "Show exactly what the thread's owner would be given if it had to answer now.",
            (context, parsed) => context.AskAsync("thread_prompt", Arguments.Of(("thread_id", parsed.GetValue(thread))), answer => Print(answer)));
        command.Add(thread);
        return command;
    }

    private static void Print(JsonElement prompt)
    {
        Screen.Aside($"for {Show.Text(prompt, "agent")}, about {Show.Text(prompt, "estimated_tokens")} tokens");
        foreach (var section in Show.List(prompt, "sections"))
        {
            Screen.Line($"=== {Show.Text(section, "name")}{(Show.Text(section, "truncated") == "yes" ? " (shortened)" : "")}");
            Screen.Line(Show.Text(section, "text"));
            Screen.Line("");
        }

        foreach (var message in Show.List(prompt, "messages"))
        {
            Screen.Line($"--- {Show.Text(message, "role")} {Show.Text(message, "author")}".TrimEnd());
            Screen.Line(Show.Text(message, "text"));
            foreach (var call in Show.List(message, "tool_calls")) Screen.Line($"→ {Show.Text(call, "tool")} {Show.Text(call, "arguments")}");
            Screen.Line("");
        }
    }
}
