using AgentGateway.Domain.Skills;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Skills.SkillMachine,
    AgentGateway.Domain.Skills.SkillAllowance,
    AgentGateway.Domain.Skills.SkillCommand>;

namespace AgentGateway.Domain.Tests.Skills;

/// <summary>The law of what a person allowed of a workspace's skills.</summary>
public sealed class SkillTests
{
    private static readonly SkillsAllowed Allowed = new("/shop", "sha256:1", "operator");
    private static readonly SkillsDisallowed Ended = new("operator");

    [Fact]
    public void One_content_is_allowed_and_another_has_to_be_allowed_again()
    {
        Story.Given().When(new AllowSkills("/shop", "sha256:1", "operator"), Allowed);
        Story.Given(Allowed).When(new AllowSkills("/shop", "sha256:1", "operator"));
        Story.Given(Allowed).When(
            new AllowSkills("/shop", "sha256:2", "operator"), new SkillsAllowed("/shop", "sha256:2", "operator"));
        Assert.Equal(
            new SkillAllowance("/shop", "sha256:1", "operator", Story.At(1)), Story.Given(Allowed).State);
    }

    [Fact]
    public void What_was_allowed_ends_once_and_can_be_allowed_again()
    {
        Story.Given(Allowed).When(new DisallowSkills("operator"), Ended);
        Story.Given(Allowed, Ended).When(new AllowSkills("/shop", "sha256:1", "operator"), Allowed);
        Assert.Null(Story.Given(Allowed, Ended).State.Digest);
        Story.Given().Refuses(new DisallowSkills("operator"), SkillRejections.NotAllowed);
        Story.Given(Allowed, Ended).Refuses(new DisallowSkills("operator"), SkillRejections.NotAllowed);
    }
}
