namespace CreditAI.Backups.Manifests;

/// <summary>The files of a backup and the directories that are empty in it.</summary>
/// <param name="Files">In ordinal order of their paths.</param>
/// <param name="Directories">All of them, parents first.</param>
public sealed record BackupFiles(IReadOnlyList<FileEntry> Files, IReadOnlyList<string> Directories);
