using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Prompts;

namespace AgentGateway.Runtime.Tests.Turns;

/// <summary>What sources of other capabilities are asked while a turn builds its prompts.</summary>
public sealed class PromptTests
{
    private const int Window = 1_500;

    [Fact]
    public async Task A_source_is_asked_once_for_a_prompt_also_where_the_thread_is_compacted_on_the_way()
    {
        var source = new WeatherSource();
        await using var gateway = await Gateway.StartWithAsync(new() { Modules = [new WeatherModule(source)] });
        gateway.Driver.Script("svarog", async (turn, cancellationToken) =>
        {
            var prompt = await turn.BuildPromptAsync(
                Window, (_, _) => Task.FromResult("They counted."), cancellationToken);
            return ScriptedDriver.Completed(
                $"{string.Join(' ', prompt.Sections.Select(section => section.Name))} {new string('a', 800)}");
        });
        var thread = (await gateway.AskAsync("One " + new string('q', 800))).ThreadId;
        var prompts = 1;
        string? answer;
        do
        {
            answer = (await gateway.AskAsync("More " + new string('q', 800), thread)).Reply?.Text;
            prompts++;
        }
        while (prompts < 20 && answer?.Contains("summary", StringComparison.Ordinal) == false);
        Assert.StartsWith("system persona weather summary now", answer);
        Assert.Equal(prompts, source.Subjects.Count);
        Assert.All(source.Subjects, subject => Assert.Equal(thread, subject.Thread.Id.Value));
    }

    private sealed class WeatherModule(IPromptSource source) : IModule
    {
        public void Register(ModuleBuilder module) => module.Instance(source);
    }

    private sealed class WeatherSource : IPromptSource, IPromptFact
    {
        public List<PromptSubject> Subjects { get; } = [];

        public string Name => "weather";

        public PromptPosition Position => PromptPosition.Knowledge;

        public int CharactersMax => 100;

        public async ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken)
        {
            await Task.Yield();
            Subjects.Add(subject);
            return this;
        }

        public string? Write(PromptSubject subject) => "You like bridges.";
    }
}
