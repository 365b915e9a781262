using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Prompts;
using AgentGateway.Runtime.Skills.Tools;

namespace AgentGateway.Runtime.Skills;

/// <summary>
/// Offers skills in the prompts of agents that can read them: those that fit the words of the newest message that is not
/// an agent's own.
/// </summary>
internal sealed class SkillPromptSource(SkillService skills) : IPromptSource
{
    private const int OfferedMax = 4;

    public string Name => "skills";

    public PromptPosition Position => PromptPosition.Knowledge;

    public int CharactersMax => 6_000;

    public async ValueTask<IPromptFact?> GatherAsync(PromptSubject subject, CancellationToken cancellationToken)
    {
        if (subject.Tools.All(tool => tool.Name != SkillReadTool.Declaration.Name)
            || subject.Messages.LastOrDefault(message => message.Role == MessageRole.User) is not { } last)
            return null;
        var catalogue = await skills.FindAsync(subject.Thread.Workspace, cancellationToken);
        return SkillMatcher.Of(catalogue.Skills, last.Text, OfferedMax) is { Count: > 0 } fitting
            ? new SkillOffer(fitting)
            : null;
    }
}
