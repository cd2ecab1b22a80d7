using System.ComponentModel.DataAnnotations;

namespace CreditAI.FairnessWorker.Training;

/// <summary>How training runs are carried out, from the section Training.</summary>
public sealed class TrainingOptions
{
    /// <summary>Whether this replica takes runs. Default true, where it has an object store.</summary>
    public bool IsOn { get; set; } = true;

    /// <summary>How often the queue and the schedules are looked at when no notification comes. Default 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:10:00")]
    public TimeSpan LookEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a replica that trains is waited for when it is heard of no more. Default 30 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Largest file of the object store that is trained on, in bytes. Default 1 GiB: it is held in memory.</summary>
    [Range(1024, 64L * 1024 * 1024 * 1024)]
    public long LargestFile { get; set; } = 1024L * 1024 * 1024;
}
