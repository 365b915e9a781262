using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Knowledge;
using AgentGateway.Domain.Memory;
using Story = AgentGateway.Domain.Tests.MachineStory<
    AgentGateway.Domain.Knowledge.KnowledgeMachine,
    AgentGateway.Domain.Knowledge.KnowledgeItem,
    AgentGateway.Domain.Knowledge.KnowledgeCommand>;

namespace AgentGateway.Domain.Tests.Knowledge;

/// <summary>The law of pieces of knowledge.</summary>
public sealed class KnowledgeTests
{
    private static readonly KnowledgeAuthor Weles = new("weles", IsPerson: false);
    private static readonly KnowledgeAuthor Rarog = new("rarog", IsPerson: false);
    private static readonly KnowledgeAuthor Person = new("operator", IsPerson: true);
    private static readonly KnowledgeId Earlier = new("kno_1");
    private static readonly KnowledgeContent Content = new("Deploying", MemoryScope.Global, "fact", "make", "deploy");
    private static readonly KnowledgePut Put = new(Content, Weles, null);
    private static readonly KnowledgePromoted Promoted = new(KnowledgeTrust.Promoted, Rarog, "ran it");
    private static readonly KnowledgePromoted Approved = new(KnowledgeTrust.Approved, Person, null);

    [Fact]
    public void What_is_put_is_its_authors_word_and_can_be_put_anew_until_it_is_reviewed()
    {
        Story.Given().When(new PutKnowledge(Content, Weles, null), Put);
        Story.Given(Put).When(new PutKnowledge(Content with { Summary = "ninja" }, Rarog, null),
            new KnowledgePut(Content with { Summary = "ninja" }, Rarog, null));
        Assert.Equal((2, KnowledgeTrust.Working), (Story.Given(Put, Put).State.Version, Story.Given(Put, Put).State.Trust));
        Story.Given(Put, Promoted).Refuses(
            new PutKnowledge(Content, Weles, null), KnowledgeRejections.Reviewed(new(Story.Id)));
    }

    [Fact]
    public void An_author_does_not_review_its_own_and_only_a_person_approves()
    {
        Story.Given(Put).When(new PromoteKnowledge(KnowledgeTrust.Promoted, Rarog, "ran it"), Promoted);
        Story.Given(Put).Refuses(new PromoteKnowledge(KnowledgeTrust.Promoted, Weles, null), KnowledgeRejections.Own);
        Story.Given(Put).Refuses(
            new PromoteKnowledge(KnowledgeTrust.Approved, Rarog, null), KnowledgeRejections.PersonOnly);
        Story.Given(Put, Promoted).When(new PromoteKnowledge(KnowledgeTrust.Approved, Person, null), Approved);
        Story.Given(Put, Approved).When(new PromoteKnowledge(KnowledgeTrust.Promoted, Rarog, null));
        Story.Given(new KnowledgePut(Content, Person, null)).When(
            new PromoteKnowledge(KnowledgeTrust.Approved, Person, null), Approved);
    }

    [Fact]
    public void What_a_person_approved_is_rejected_by_people_alone_and_then_says_nothing_more()
    {
        Story.Given(Put, Approved).Refuses(new RejectKnowledge(Rarog, null), KnowledgeRejections.PersonOnly);
        var rejected = new KnowledgeRejected(Person, "wrong port");
        Story.Given(Put, Approved).When(new RejectKnowledge(Person, "wrong port"), rejected);
        Story.Given(Put, rejected).Refuses(
            new PromoteKnowledge(KnowledgeTrust.Promoted, Rarog, null),
            KnowledgeRejections.NotCurrent(Story.Given(Put, rejected).State));
    }

    [Fact]
    public void A_forgotten_piece_says_nothing_more_and_owes_the_erasing_once()
    {
        var forgotten = new KnowledgeForgotten("operator");
        Story.Given(Put, Approved).When(new ForgetKnowledge("operator"), forgotten);
        var story = Story.Given(Put, Approved, forgotten);
        Assert.Null(story.State.Content);
        Assert.IsType<EraseKnowledge>(Assert.Single(KnowledgeMachine.Owed(story.State)));
        story.When(new ForgetKnowledge("weles"));
        story.Refuses(new PutKnowledge(Content, Weles, null), KnowledgeRejections.Unknown);
        story.Refuses(new ReplaceKnowledge(Earlier), KnowledgeRejections.Unknown);
        Story.Given(Put, forgotten).When(new ConfirmKnowledgeErased(), new KnowledgeErased());
        Assert.Empty(KnowledgeMachine.Owed(Story.Given(Put, forgotten, new KnowledgeErased()).State));
        Story.Given().Refuses(new ForgetKnowledge("operator"), KnowledgeRejections.Unknown);
    }

    [Fact]
    public void A_candidate_that_is_promoted_owes_the_replacing_of_the_earlier_once()
    {
        var candidate = new KnowledgePut(Content, Weles, Earlier);
        Assert.Empty(Story.Given(candidate).Owed);
        Assert.Equal(
            [new ReplaceEarlierKnowledge(Story.Key(2), Earlier)], Story.Given(candidate, Promoted).Owed);
        Assert.Equal(
            [new ReplaceEarlierKnowledge(Story.Key(2), Earlier)], Story.Given(candidate, Promoted, Approved).Owed);
        Story.Given(candidate, Promoted).When(new ConfirmKnowledgeReplaced(), new KnowledgeReplacementTold());
        Assert.Empty(Story.Given(candidate, Promoted, new KnowledgeReplacementTold()).Owed);
        Story.Given(Put).When(new ReplaceKnowledge(new("kno_2")), new KnowledgeReplaced(new("kno_2")));
        Story.Given(Put, new KnowledgeReplaced(new("kno_2"))).When(new ReplaceKnowledge(new("kno_3")));
    }
}
